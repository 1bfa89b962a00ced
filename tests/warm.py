"""What a fork server reads before it makes its first process, so that none of them has to."""

import aiosqlite
import psycopg

import bot.__main__
import tests.lives
import tests.program
from bot.market.instruments import named
from bot.market.sessions import session_date
from tests.bot.day import OPEN

READ = (aiosqlite, psycopg, bot.__main__, tests.lives, tests.program, session_date(named("0700.HK").exchange, OPEN))
