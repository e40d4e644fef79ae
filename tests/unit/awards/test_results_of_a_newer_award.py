from types import SimpleNamespace

from wagtail_cofl.awards.replacing import _still_described


def rubric(uid: str, *levels: str) -> dict:
    chosen = [{"id": one, "value": {"name": one}} for one in levels]
    return {"id": uid, "type": "rubric", "value": {"title": uid, "levels": chosen}}


def test_results_inside_a_choice_stay_and_those_that_are_gone_do_not():
    within = rubric("within", "low", "high")
    choice = {"id": "choice", "type": "choice", "value": {"needed": 1, "any_of": [within]}}
    version = SimpleNamespace(criteria=[choice, rubric("beside", "high")])
    kept = [{"criterion": "within", "level": "high"}, {"criterion": "beside", "level": "high"}]
    gone = [{"criterion": "beside", "level": "low"}, {"criterion": "other", "value": "3"}]
    award = SimpleNamespace(results=kept + gone)
    assert _still_described(award, {"badge_version": version}) == kept
