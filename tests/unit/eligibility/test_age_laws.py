"""Ages hold to the day, whatever is known of them; drawn by Hypothesis."""

from hypothesis import assume, given
from hypothesis import strategies as st

from eligibility import BirthMonth, Met, Situation, Verdict, age_on, assess, verdict_of
from eligibility.ages import Born
from eligibility.criteria import AgeBetween
from tests.unit.eligibility import drawn
from tests.unit.eligibility.drawn import law


@law
@given(rule=drawn.age_rules(), born=drawn.births, on=drawn.days, data=st.data())
def test_age_ends_are_inclusive_to_the_day_whatever_is_known_of_the_age(rule, born, on, data):
    assume(born <= on)
    age = age_on(on, born=born)
    said = {
        "age": age,
        "birth_month": BirthMonth(born.year, born.month),
        "school_year": school_year(born, on),
    }
    asked = data.draw(st.sets(st.sampled_from(sorted(said)), min_size=1))
    assume("school_year" not in asked or -1 <= said["school_year"] <= 14)
    inside = (rule.lowest or 0) <= age <= (99 if rule.highest is None else rule.highest)

    met = rule.met(Situation(**{name: said[name] for name in asked}), on)

    assert met is not (Met.NO if inside else Met.YES)
    assert met is not Met.UNKNOWN or "age" not in asked


def school_year(born, on):
    """By the rule of admission: Reception starts in the September after turning four."""
    starts = on.year - (on.month < 9)
    turned = age_on(on.replace(year=starts, month=8, day=31), born=born)
    return turned - 4


@law
@given(born=drawn.births, on=drawn.days)
def test_an_age_says_between_which_two_days_someone_was_born(born, on):
    assume(born <= on)
    age = age_on(on, born=born)

    possible = Born.aged(age, on=on)

    assert possible.earliest <= born <= possible.latest
    assert possible.ages(on=on) == (age, age)


@law
@given(birth_month=drawn.birth_months, on=drawn.days, lowest=st.integers(1, 26))
def test_the_month_of_a_near_miss_is_the_month_they_come_of_age(birth_month, on, lowest):
    rules = (AgeBetween(lowest=lowest, highest=26),)
    known = Situation(birth_month=birth_month)
    near = assess(rules, known, on=on).near_miss
    assume(near is not None)
    turning = BirthMonth(birth_month.year + lowest, birth_month.month)

    assert near.sentence.endswith(f"{turning.year}, when they turn {lowest}.")
    month = Born.in_month(turning)
    day_after = Born.in_month(BirthMonth(turning.year + 1, turning.month)).earliest.replace(
        year=turning.year + turning.month // 12, month=turning.month % 12 + 1
    )
    assert verdict_of(rules, known, on=month.earliest) is not Verdict.NOT_SET_UP
    assert verdict_of(rules, known, on=day_after) is Verdict.CAN_PROBABLY_HELP
