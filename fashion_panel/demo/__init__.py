"""An invented delivery: the four MART_*.csv of a panel of accounts, as dirty and as moving as real ones, and the truth behind them.

Every author has a planted persona, which decides what the images show. Sizes, followers, likes, hours and label shares follow the
published figures of the real panel; no text and no number comes from a real account. Whatever else is planted (accounts that come
and go, unusual accounts, a taste, trends that rise, cells that are spelled otherwise) has a knob, and its truth in a file.
"""
