"""What happens above is told below by these signals."""

from django.dispatch import Signal

#: After an award has been committed. Arguments: ``award``.
award_issued = Signal()

#: After an award has been withdrawn and that is committed. Arguments: ``award``.
award_revoked = Signal()
