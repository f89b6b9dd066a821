"""Where the launcher of a Flex template enters the image."""

import sys

from jobs.tag_corpus import main

if __name__ == "__main__":
    sys.exit(main())
