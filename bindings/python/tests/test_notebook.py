"""The notebook of the documentation runs, and shows what the documentation says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


def test_the_notebook_runs_from_a_folder_to_plots_and_a_table(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("matplotlib")
    shutil.copytree(EXAMPLES / "articles", tmp_path / "articles")
    notebook = nbformat.read(EXAMPLES / "articles.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2
    shown = [output["data"].get("text/html", output["data"].get("text/plain", "")) for output in outputs if "data" in output]
    assert "Rosa Quispe" in shown[0] and "title=" in shown[0], "the article is shown with its marks"
    assert any("verbal cooperation" in text for text in shown)
    assert any("CHL-PER" in text for text in shown)
    said = shown[-1]
    assert "Pablo Rojas" in said and "Marta Souza" in said and "tariffs" in said
