"""Short letters about claims: to those who can act, to the learner, to a child's guardian.

Plain text, and nothing about the person in a subject. Nothing here stops a claim: a mail server that
fails leaves an entry in the log.
"""


def tell(claim, news) -> None:
    pass
