"""A browser for the tests of this folder, and a report to open in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.chromium import Page, chromium


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """An empty page of a headless Chromium."""
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened
