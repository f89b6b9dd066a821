import pytest

from transforms.reading.formats.latex import plain_text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Caf{\'e} M{\"u}ller, {\v S}imon, \c{c}a, \'equipe, na\"{\i}ve", "Café Müller, Šimon, ça, équipe, naïve"),
        (r"{\o}re stra{\ss}e \AA ngstr{\"o}m", "øre straße Ångström"),
        (r"$\alpha$-synuclein, \Delta F508 and $\mu$g", "α-synuclein, ΔF508 and μg"),
        (r"H$_{2}$O, Ca$^{2+}$ and $p \leq 0.05$", "H2O, Ca2+ and p ≤0.05"),
        (r"\emph{E. coli}, \textbf{bold} {DNA}", "E. coli, bold DNA"),
        (r"5\,\% \& 3~mg --- or 2--3, ``so''", "5 % & 3 mg — or 2–3, “so”"),
        ("It cost US$5, gene_name, x^2", "It cost US$5, gene_name, x^2"),
        ("Two\n   lines", "Two lines"),
    ],
)
def test_characters(latex, text):
    assert plain_text(latex) == text
