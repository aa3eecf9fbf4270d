"""Every page that the browser looks at, in every state that it can be in, by a name for it."""


def addresses_of(ids: dict[str, str]) -> dict[str, str]:
    """:param ids: of the listings by their source ids, and of what else is there"""
    return {
        "search": "/",
        "search, wrong age": "/services?q=boxing&age=x",
        "results": "/services",
        "results, filled": "/services?q=bereavment&age=14&home=BS13&level=early_help",
        "results, last page": "/services?q=boxing&page=3",
        "results, danger": "/services?q=he+is+going+to+stab+someone",
        "results, crisis": "/services?q=wants+to+kill+herself",
        "results, specialist": "/services?q=step+up",
        "stop": "/stop",
        "results, nothing": "/services?q=boxing&need=bereavement",
        "service, full": f"/services/{ids['full']}?q=bereavement",
        "service, bare": f"/services/{ids['bare']}",
        "service, private": f"/services/{ids['refuge']}",
        "service, closed": f"/services/{ids['closed']}",
        "service, overdue": f"/services/{ids['overdue']}",
        "service, long words": f"/services/{ids['long']}",
        "organisation": f"/organisations/{ids['organisation']}",
        "list, empty": "/shortlist",
        "list": f"/list?{named(ids, 'full', 'bare', 'refuge', 'long')}&service=gone",
        "list, for the file": f"/list/print?{named(ids, 'full', 'bare', 'long')}",
        "compare": f"/compare?{named(ids, 'full', 'refuge', 'long')}",
        "compare, one": f"/compare?{named(ids, 'bare')}",
        "compare, too many": f"/compare?{named(ids, 'full', 'bare', 'refuge', 'long')}",
        "sheet": f"/services/{ids['full']}/sheet",
        "sheet, bare": f"/services/{ids['bare']}/sheet",
        "sheet, private": f"/services/{ids['refuge']}/sheet",
        "sheet, invented": f"/services/{ids['invented']}/sheet",
        "needs": "/needs",
        "levels": "/levels",
        "situation": "/situation",
        "situation, from a search": "/situation?q=boxing&age=14&home=BS13&level=universal",
        "told, search": "/",
        "told, results": "/services",
        "told, results by need": "/services?q=boxing&need=positive_activity",
        "told, situation": "/situation?level=universal",
        "fits, results": "/services",
        "too old, results": "/services",
        "sign in": "/sign-in",
        "signed out": "/signed-out",
        "forgotten password": "/password/forgot",
        "forgotten password, asked": "/password/asked",
        "half in, code": "/sign-in/code",
        "new here, set up": "/sign-in/set-up",
        "account, search": "/",
        "account, own": "/account",
        "account, password": "/account/password",
        "account, keys": "/account/keys",
        "account, app": "/account/app",
        "account, recovery codes": "/account/recovery-codes",
        "account, again": "/sign-in/again",
        "account, people": f"/organisations/{ids['school']}/people",
        "account, one person": f"/organisations/{ids['school']}/people/{ids['person']}",
        "account, record": f"/organisations/{ids['school']}/record",
        "account, organisations": "/partnership/organisations",
        "account, not sent yet": "/refer",
        **{f"account, refer, {each}": f"/refer/{ids['draft']}/{each}" for each in REFER},
        **of_referrals(ids),
        "demonstration": "/demonstration",
        "demonstration, mail": "/demonstration/mail",
        "about the data": "/about-the-data",
        "accessibility": "/accessibility",
        "privacy": "/privacy",
        "developers": "/api",
        "not found": "/nothing-here",
    }


def of_referrals(ids: dict[str, str]) -> dict[str, str]:
    """As each of those who have a part in one sees it."""
    at = {name: f"/referrals/{ids[name]}" for name in ("new", "taken", "doubted", "quiet")}
    return {
        "sender, desk": "/referrals",
        "sender, taken": at["taken"],
        "sender, agreement": f"{at['taken']}/agreement",
        "sender, away": "/away",
        "sender, advice": "/advice",
        "provider, desk": "/referrals/received",
        "provider, new": at["new"],
        "provider, no": f"{at['new']}/moves/propose_decline",
        "provider, taken, quiet": at["quiet"],
        "provider, pass to social care": f"{at['taken']}/moves/step_up",
        "team, desk": "/referrals/review",
        "team, doubted": at["doubted"],
        "team, records": "/records/new",
        "team, records of one": f"/records/{ids['records']}",
        "adviser, desk": "/advice/desk",
        "adviser, call": f"/advice/desk/{ids['call']}",
    }


REFER = ["agreement", "person", "story", "contact", "equality", "check", "delete"]

PAGES = [
    "search", "search, wrong age", "results", "results, filled", "results, last page",
    "results, danger", "results, crisis", "results, specialist", "stop", "results, nothing",
    "service, full", "service, bare",
    "service, private", "service, closed", "service, overdue", "service, long words",
    "organisation", "list, empty", "list", "list, for the file", "compare", "compare, one",
    "compare, too many", "sheet", "sheet, bare", "sheet, private", "sheet, invented", "needs",
    "levels",
    "situation", "situation, from a search", "told, search", "told, results",
    "told, results by need", "told, situation",
    "fits, results", "too old, results",
    "sign in", "signed out", "forgotten password", "forgotten password, asked",
    "half in, code", "new here, set up", "account, search", "account, own", "account, password",
    "account, keys", "account, app", "account, recovery codes", "account, again",
    "account, people", "account, one person", "account, record", "account, organisations",
    "account, not sent yet", *(f"account, refer, {each}" for each in REFER),
    "sender, desk", "sender, taken", "sender, agreement", "sender, away", "sender, advice",
    "provider, desk", "provider, new", "provider, no", "provider, taken, quiet",
    "provider, pass to social care",
    "team, desk", "team, doubted", "team, records", "team, records of one",
    "adviser, desk", "adviser, call",
    "demonstration", "demonstration, mail",
    "about the data", "accessibility", "privacy", "developers", "not found",
]  # fmt: skip


def named(ids: dict[str, str], *source_ids: str) -> str:
    """The part of an address that names these services."""
    return "&".join(f"service={ids[each]}" for each in source_ids)
