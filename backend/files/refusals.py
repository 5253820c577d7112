"""Why a file is not kept, in words its owner can act on. Codes travel out of the child process, never a parser's words."""

REFUSALS = {
    "broken": "We can't open this file. Try another one.",
    "photo_kind": "That isn't a photo we can use. Send a JPEG or PNG photo.",
    "photo_big": "That photo is too big. Send a smaller one.",
    "pdf_kind": "That isn't a PDF. Save it as a PDF and try again.",
    "pdf_locked": "This PDF has a password. Save a copy without it and send that.",
    "pdf_active": "This PDF can run things by itself. Send a plain PDF or a photo.",
    "pdf_attached": "This PDF has other files inside it. Send them one by one.",
    "pdf_form": "This PDF is a form we can't show. Print it to a new PDF and send that.",
    "pdf_long": "This PDF is too long. We take up to 200 pages.",
    "voice_kind": "We can't play this sound. Record it again here.",
    "voice_long": "That voice note is too long. Keep it under 5 minutes.",
    "empty": "That file is empty. Choose another one.",
    "big": "That file is too big.",
    "slow": "That file took too long to open. Try a smaller one.",
}


class Refused(Exception):
    """This file is not kept; `code` stands in REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
