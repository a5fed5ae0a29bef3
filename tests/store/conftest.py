from tests.fixtures import library, seeded, seeds_library  # noqa: F401
