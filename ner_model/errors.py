"""What a user can put right before work begins."""


class Refused(ValueError):
    """Work that does not begin, in one line: what is wrong, where, what was received there, and what would help.

    >>> str(Refused("expected a number", where="runs/R1.json: counts.tokens", value="many", remedy="remove the run R1"))
    "runs/R1.json: counts.tokens: expected a number; remove the run R1. Received: 'many'"
    """

    def __init__(self, what: str, where: str = "", value: object = None, remedy: str = ""):
        self.what = what
        self.where = where
        self.value = value
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        text = f"{text}; {self.remedy}" if self.remedy else text
        return text if self.value is None else f"{text}. Received: {self.value!r:.200}"
