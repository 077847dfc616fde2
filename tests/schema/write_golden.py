"""Write the golden files anew."""

from pathlib import Path

from tests.schema.products import products

if __name__ == "__main__":
    for name, text in products().items():
        (Path(__file__).parent / "golden" / name).write_text(text, encoding="utf-8")
