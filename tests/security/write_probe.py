import pytest, logging
from tests.security import house
from tests.security.surface import addresses

@pytest.mark.django_db
def test_probe():
    with house.house() as found:
        found.client.raise_request_exception=True
        by={a.name:a for a in addresses()}
        import traceback
        for n in ["api_award-list","reports:run_detail","reports:sheet"]:
            try: print(n, found.ask("county","GET",house.own_path(found,"county",by[n])).status_code)
            except Exception: traceback.print_exc()
