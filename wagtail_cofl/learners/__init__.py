"""Who learns: identifiers, sign-in links and learner sessions."""
