"""Badges that follow by themselves, once what they ask for is there."""


def after_awards(awards) -> None:
    raise NotImplementedError


def after_consent(request) -> None:
    raise NotImplementedError
