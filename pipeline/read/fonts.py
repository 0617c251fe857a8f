"""Which font Word sets a run in: its own, its style's, its paragraph's style's, or the document's; theme fonts by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.read.legacy.fonts import LegacyFont, legacy_font
from pipeline.read.numbering import Styles, W

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLOTS: Final = ("hAnsi", "ascii", "cs")
"""Letters beyond ASCII are set in the first; the last is for scripts that Vietnamese is not, but some converters name the font there alone."""


class Fonts:
    """The fonts that a document's styles and theme name."""

    def __init__(self, styles: Styles, defaults: Element | None, theme: Element | None) -> None:
        self._styles = styles
        self._theme = {kind: _latin(theme, kind) for kind in ("major", "minor")}
        self._default = self._name(defaults.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts") if defaults is not None else None)
        self._of_styles: dict[str | None, str | None] = {}

    def of(self, properties: Element | None, paragraph_style: str | None, run_style: str | None = None) -> LegacyFont | None:
        """What the name of a run's font says; None for fonts that draw what Unicode means."""
        name = self.name(properties, paragraph_style, run_style)
        return legacy_font(name) if name else None

    def name(self, properties: Element | None, paragraph_style: str | None, run_style: str | None = None) -> str | None:
        """The name of a run's font."""
        own = self._name(properties.find(W + "rFonts")) if properties is not None else None
        return own or self._of_style(run_style) or self._of_style(paragraph_style) or self._default

    def _of_style(self, style: str | None) -> str | None:
        if style not in self._of_styles:
            found = self._styles.find(style, f"{W}rPr/{W}rFonts")
            self._of_styles[style] = self._name(found[1]) if found else None
        return self._of_styles[style]

    def _name(self, fonts: Element | None) -> str | None:
        """The name in a ``w:rFonts``; a theme's font goes before it, as in Word."""
        if fonts is None:
            return None
        for slot in _SLOTS:
            theme = fonts.get(f"{W}{slot}Theme") or ""
            if name := self._theme.get(theme[:5]) or fonts.get(W + slot):
                return name
        return None


def _latin(theme: Element | None, kind: str) -> str | None:
    """The typeface of a theme's major or minor font for Latin letters."""
    latin = theme.find(f"{_DRAWING}themeElements/{_DRAWING}fontScheme/{_DRAWING}{kind}Font/{_DRAWING}latin") if theme is not None else None
    return latin.get("typeface") if latin is not None else None
