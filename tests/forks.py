"""Processes that cost milliseconds: a fork server has read all that they need, so that each begins in the middle."""

import multiprocessing

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.warm"])
