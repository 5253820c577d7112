"""HTTP for papers, nothing else."""

from backend.documents.routes import gaps, mine, staff

routers = [mine.router, staff.router, gaps.router]
