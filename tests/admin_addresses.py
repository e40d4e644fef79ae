"""Every address of ours in Wagtail's admin, read from the URLconf."""

from collections.abc import Callable, Sequence

from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse


def admin_names(patterns=None, namespace: str = "") -> list[tuple[str, str]]:
    """(namespace, name) of every address of ours in the admin."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found += admin_names(pattern.url_patterns, pattern.namespace or namespace)
        elif namespace != "wagtail_cofl" and "cofl" in f"{namespace}:{pattern.name}":
            found.append((namespace, pattern.name))
    return found


def try_arguments(name: str, tries: Sequence[Callable[[], list] | list]) -> tuple[str, bool]:
    """An address with the first arguments that fit it, and whether it takes any."""
    for arguments in tries:
        try:
            return reverse(name, args=arguments), bool(arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"{name} takes other arguments")
