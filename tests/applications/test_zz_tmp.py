import pytest
from hypothesis import settings, Phase
from gongkai.applications import guards, clocks, folds
from gongkai.applications.guards import correction, consulting, charging, lengthening, replying, days
from tests.applications import test_state_machine as m
def nothing(a,b,c): return None
NAMES=sorted(n for n in guards.__all__ if n!="OFFICE_TIME" and n not in {"read_back","worth_noting","says_how"})
@pytest.mark.parametrize("name",NAMES)
def test_m(name):
    f=getattr(guards,name); old=f.__code__
    f.__code__=nothing.__code__
    try:
        case=m.AnyProcedure.TestCase
        case.settings=settings(m.TestAnyProcedure.settings, phases=[Phase.generate], max_examples=600, database=None)
        found=False
        try: case('runTest').runTest()
        except Exception as e: found=True
        except BaseException as e: found=True
    finally: f.__code__=old
    assert found
