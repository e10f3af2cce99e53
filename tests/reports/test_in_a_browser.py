"""The report opened from disk, without a network, in a real browser: silent, quick, at hand to everyone."""

import gzip
import shutil
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

import adr_planner as adr

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(BROWSER is None, reason="needs chromium: apt-get install chromium"),
    pytest.mark.skipif(not find_spec("playwright"), reason="needs the group browser: pip install --group browser"),
]
OPEN_S = 2.0
"""What a report may take to open; measured 0.4 s on an idle machine."""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The report of the newest plan that is kept."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    kept = sorted((Path(__file__).parents[1] / "plan" / "frozen").glob("plan-*.gz"))[-1]
    adr.report(adr.MissionPlan.from_json(gzip.decompress(kept.read_bytes()).decode()), path)
    return path


@pytest.fixture
def opened(path):
    """Yield the page, what its console said, and what it asked for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--enable-unsafe-swiftshader"])
        page = browser.new_context(
            offline=True, reduced_motion="reduce", viewport={"width": 1280, "height": 900}
        ).new_page()
        faults, asked = [], []
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        yield page, faults, asked
        browser.close()


def test_it_opens_within_two_seconds(path, opened):
    page, _, _ = opened
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        page.wait_for_function("document.documentElement.dataset.ready")
        best = min(best, time.perf_counter() - begun)
    assert best < OPEN_S


def test_every_chart_answers_the_pointer_and_nothing_is_asked_for_nor_wrong(opened):
    page, faults, asked = opened
    charts = page.locator(".plot")
    assert charts.count() == 6
    for k in range(charts.count()):
        chart = charts.nth(k)
        chart.evaluate("e => e.scrollIntoView({block: 'center'})")
        chart.locator(".main-svg").first.wait_for()
        assert _told(page, chart), f"chart {k} says nothing"
    assert faults == []
    assert [url for url in asked if url.startswith("http")] == []


def _told(page, chart):
    """Move over a chart until it says something."""
    box = chart.bounding_box()
    for fy in range(22, 76, 6):
        for fx in range(20, 85, 5):
            page.mouse.move(box["x"] + box["width"] * fx / 100, box["y"] + box["height"] * fy / 100)
            page.wait_for_timeout(150)
            if chart.locator(".hovertext").count():
                return True
    return False


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_keeps_the_rules_of_accessibility(opened, scheme):
    """axe-core: no serious and no critical finding, in light and in dark."""
    script = Path(find_spec("axe_playwright_python").submodule_search_locations[0]) / "axe.min.js"
    page, _, _ = opened
    page.emulate_media(color_scheme=scheme)
    page.evaluate(script.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [item["id"] for item in found if item["impact"] in ("serious", "critical")] == []


def test_it_prints(opened, tmp_path):
    page, faults, _ = opened
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    assert (tmp_path / "report.pdf").stat().st_size > 50_000
    assert faults == []


def test_it_is_walked_by_keyboard(opened):
    """The first stop leads to the answer, and what scrolls can be reached."""
    page, _, _ = opened
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the answer"
    reachable = page.evaluate("[...document.querySelectorAll('.wide')].every(e => e.tabIndex === 0)")
    assert reachable
