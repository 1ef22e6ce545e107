"""Use cases by noun: what happens when somebody asks, nods, withdraws, enrols, likes, reports."""
