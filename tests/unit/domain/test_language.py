import pytest

from tracker.domain.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("MaxScale 운영 난항", "ko"),
        ("Private subnets", "en"),
        ("バックアップを追加", "ja"),
        ("升级集群", "zh"),
        ("🚀 1.7.4", ""),
        ("", ""),
    ],
)
def test_detects_by_script(text: str, language: str) -> None:
    assert detect_language(text) == language
