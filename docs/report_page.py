"""A picture of the report in a browser, for the README.

    python -m docs.report_page

writes it beside this file; it needs Chromium.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode import i18n
from qualcode.workflows.demo import demo
from tests.browser.chromium import chromium

HERE = Path(__file__).parent
_SHOWN = """
  for (const [at, row] of document.querySelectorAll("tbody tr").entries()) {
    row.hidden = at < 12 || at > 14;
  }
  const [claims, legend] = document.querySelectorAll("main > .table");
  legend.hidden = true;
  for (const part of document.querySelectorAll("details.part")) {
    part.hidden = !part.querySelector("#p4, #p5, #p6");
  }
  document.querySelector(`a[href="#p4"]`).click();
  new Promise((done) => setTimeout(() => {
    claims.scrollIntoView();
    scrollBy(0, -110);
    setTimeout(done, 300);
  }, 300))
"""


def main() -> None:
    """Build the demonstration, open the quotes of a claim in its report, and take the picture."""
    i18n.speak("en")
    with TemporaryDirectory() as place:
        report = demo(Path(place) / "demo").report
        with chromium(Path(place) / "profile") as page:
            page.size(1340, 860)
            page.open(report)
            page.tell(_SHOWN)
            (HERE / "report.png").write_bytes(page.picture())


if __name__ == "__main__":
    main()
