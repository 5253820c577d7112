"""Reads, by noun: figures, the rows behind them, the record of one plan."""
