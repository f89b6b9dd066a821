"""How long something takes, in words."""


def duration(seconds: float) -> str:
    """
    >>> [duration(seconds) for seconds in (0.42, 90, 240, 4000, 200_000)]
    ['0.4 s', '90 s', '4 min', '1 h 7 min', '2 d 7 h']
    """
    if seconds < 10:
        return f"{seconds:.1f} s".replace(".0", "")
    minutes = round(seconds / 60)
    if seconds < 120:
        return f"{seconds:.0f} s"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes // 1440} d {minutes % 1440 // 60} h"
