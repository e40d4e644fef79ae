"""What happens above is told below by these signals."""

from django.dispatch import Signal

#: After awards have been committed: one, or many that were issued together. Arguments: ``awards``, a
#: list.
awards_issued = Signal()

#: After an award has been withdrawn and that is committed. Arguments: ``award``.
award_revoked = Signal()

#: After a child's guardian has answered and that is committed. Arguments: ``request``, a
#: ``ConsentRequest`` with its ``answer``.
consent_answered = Signal()

#: After a learner has finished a playlist and that is committed. Arguments: ``following``, a
#: ``Following`` with its ``completed_at``.
playlist_completed = Signal()

#: After a claim was sent in, moved on or was decided, and that is committed. Arguments: ``claim``.
claim_moved = Signal()

#: Before a learner's record is deleted because they, or a child's guardian, want that; in the same
#: transaction. Arguments: ``learner``.
learner_leaves = Signal()
