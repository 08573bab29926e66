"""Turn pages into bytes: Jinja2 with every safety on, templates kept compiled, one rendering for all languages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from markupsafe import Markup

from tracker.publish import urls
from tracker.publish.marks import MarkWords, Target
from tracker.publish.page import Page
from tracker.publish.sanitise import whole, with_breakable_names
from tracker.publish.search_words import search_words
from tracker.publish.theme import Theme, asset_address
from tracker.publish.words import CatalogueWords, Words

if TYPE_CHECKING:
    from jinja2 import Environment

Frame = Callable[[Page, Words], Mapping[str, object]]
"""Makes the names that the layout around every page prints."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
"""What a page may do: load scripts, styles and images from its own place, and nothing else from anywhere."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file."""

    path: str
    content: bytes


class Renderer:
    """Renders the pages of one site."""

    def __init__(
        self, theme: Theme, frame: Frame, *, compiled: Path | None, languages: Sequence[str] = urls.LANGUAGES
    ) -> None:
        """Prepare to render.

        Args:
            theme: Where the templates are.
            frame: What the layout prints.
            compiled: A private folder in which compiled templates are kept; None: compile them anew.
            languages: In which every page is written.
        """
        self._environment = _environment(theme, compiled)
        self._frame = frame
        self._languages = languages
        self._assets = {path: asset_address(path, content) for path, content in theme.assets.items()}

    def load(self) -> None:
        """Compile all templates now, so that the processes that are about to be forked need not do it each."""
        for name in self._environment.list_templates(extensions=["html"]):
            self._environment.get_template(name)

    def render(self, page: Page) -> Iterator[Rendered]:
        """The page in every language."""
        words = MarkWords()
        rendered = self._environment.get_template(page.template).render(
            {
                **self._frame(page, words),
                **page.view(words),
                "_": words.text,
                "_n": words.plural,
                "search": SimpleNamespace(**search_words(words)),
                "language": words.language,
                "root": words.root,
                "tree": urls.to_root(page.path),
                "page_path": page.path,
                # As it is: nothing in it needs escaping within double quotes, and people read it in the source.
                "csp": Markup(CONTENT_SECURITY_POLICY),  # noqa: S704 (a constant)
                "asset": lambda path: f"{words.root}{self._assets['assets/' + path]}",
            }
        )
        for language in self._languages:
            path = urls.localized(page.path, language)
            target = Target(language, urls.to_root(path), _catalogue_words(language))
            yield Rendered(path, words.fill(rendered, target).encode())


def _catalogue_words(language: str) -> Words:
    return CatalogueWords(language)


def _environment(theme: Theme, compiled: Path | None) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from tracker.publish.code_generator import DirectCodeGenerator
    from tracker.publish.compiled import CompiledTemplates

    environment = Environment(
        loader=FileSystemLoader(theme.templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(str(compiled)) if compiled else None,
    )
    environment.filters |= {"whole": whole, "with_breakable_names": with_breakable_names}
    environment.code_generator_class = DirectCodeGenerator
    return environment
