"""Three strategies and their fills as one writes them from the documentation, in another language and without the product's code.

Usage: independent.py STRATEGY FILE...   prints JSON: the final equity and every fill as side, price, quantity.
Rules: decided at a close, filled at the next open with 0.01 % slippage and 0.1 % fee, quantities cut to 0.001, 10,000 of cash.
"""
import csv
import gzip
import json
import math
import sys
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 60
STEP = Decimal("0.001")
EIGHT = Decimal("1e-8")


def cut(quantity):
    return (quantity / STEP).to_integral_value(ROUND_FLOOR) * STEP if quantity > 0 else Decimal(0)


def taker(side, price):
    return (price * (Decimal("1.0001") if side == "buy" else Decimal("0.9999"))).quantize(EIGHT, ROUND_HALF_EVEN)


def affordable(amount, price):
    return cut(amount / (taker("buy", price) * Decimal("1.001")))


def bars_of(files):
    bars = []
    for name in files:
        with (gzip.open if name.endswith(".gz") else open)(name, "rt") as file:
            bars += [(int(row[0]), *map(Decimal, row[1:5])) for row in csv.reader(file) if row[0].isdigit()]
    return [bar[1:] for bar in sorted(set(bars))]


class Account:
    def __init__(self):
        self.cash, self.held, self.fills = Decimal(10000), Decimal(0), []

    def fill(self, side, quantity, price):
        sign = 1 if side == "buy" else -1
        fee = (price * quantity * Decimal("0.001")).quantize(EIGHT, ROUND_HALF_UP)
        self.cash -= sign * quantity * price + fee
        self.held += sign * quantity
        self.fills.append((side, str(price), str(quantity)))


class Smoothed:
    """Begins with the mean of the first values."""

    def __init__(self, period, weight):
        self.period, self.weight, self.first, self.value = period, weight, [], None

    def add(self, value):
        if self.value is not None:
            self.value = self.value + self.weight * (value - self.value)
            return
        self.first.append(value)
        if len(self.first) == self.period:
            self.value = math.fsum(self.first) / self.period


class MaCross:
    spot = True

    def __init__(self):
        self.closes, self.was_above = [], None

    def decide(self, account, equity, high, low, close):
        self.closes.append(close)
        if len(self.closes) < 30:
            return None
        above = sum(self.closes[-10:]) * 30 > sum(self.closes[-30:]) * 10
        was_above, self.was_above = self.was_above, above
        if account.held > 0:
            return None if above else ("sell", None, None)
        if above and was_above is False:
            return ("buy", affordable(account.cash * Decimal("0.1"), close), None)
        return None


class Donchian:
    """With a stop two average true ranges below the close, sized to lose 1 % there."""

    spot = True

    def __init__(self):
        self.highs, self.lows, self.range, self.close = [], [], Smoothed(20, 1 / 20), None

    def decide(self, account, equity, high, low, close):
        value = float(close)
        above = len(self.highs) >= 20 and value > max(self.highs[-20:])
        below = len(self.lows) >= 10 and value < min(self.lows[-10:])
        self.highs.append(float(high))
        self.lows.append(float(low))
        if self.close is not None:
            self.range.add(max(float(high), self.close) - min(float(low), self.close))
        self.close = value
        if self.range.value is None:
            return None
        if account.held > 0:
            return ("sell", None, None) if below else None
        if not above:
            return None
        # A double becomes a decimal of 15 digits.
        stop = Decimal(format(value - 2.0 * self.range.value, ".15g")).quantize(EIGHT, ROUND_HALF_EVEN)
        return ("buy", cut(equity * Decimal("0.01") / abs(close - stop)), stop)


class Macd:
    """Long and short."""

    spot = False

    def __init__(self):
        self.fast, self.slow, self.signal, self.histogram = Smoothed(12, 2 / 13), Smoothed(26, 2 / 27), Smoothed(9, 2 / 10), None

    def decide(self, account, equity, high, low, close):
        before = self.histogram
        self.fast.add(float(close))
        self.slow.add(float(close))
        if self.slow.value is not None:
            difference = self.fast.value - self.slow.value
            self.signal.add(difference)
            if self.signal.value is not None:
                self.histogram = difference - self.signal.value
        now = self.histogram
        if before is None:
            return None
        if account.held > 0:
            return ("sell", None, None) if now < 0 else None
        if account.held < 0:
            return ("buy", None, None) if now > 0 else None
        if before <= 0 < now or before >= 0 > now:
            return ("buy" if now > 0 else "sell", affordable(equity * Decimal("0.1"), close), None)
        return None


def run(strategy, bars):
    account, wanted, stop = Account(), None, None
    for opened, high, low, close in bars:
        if wanted is not None:
            side, quantity, guard = wanted
            price = taker(side, opened)
            closes = quantity is None
            quantity = abs(account.held) if closes else quantity
            if strategy.spot and not closes:
                quantity = min(quantity, cut(account.cash / (price * Decimal("1.001"))))
            if quantity > 0:
                account.fill(side, quantity, price)
                stop = guard
        elif stop is not None and opened <= stop:
            account.fill("sell", account.held, taker("sell", opened))
            stop = None
        if stop is not None and account.held > 0 and low <= stop:
            account.fill("sell", account.held, taker("sell", stop))
            stop = None
        stop = stop if account.held > 0 else None
        wanted = strategy.decide(account, account.cash + account.held * close, high, low, close)
    return account, account.cash + account.held * bars[-1][3]


if __name__ == "__main__":
    kind = {"ma-cross": MaCross, "donchian": Donchian, "macd": Macd}[sys.argv[1]]
    result, equity = run(kind(), bars_of(sys.argv[2:]))
    json.dump({"equity": str(equity), "fills": result.fills}, sys.stdout)
