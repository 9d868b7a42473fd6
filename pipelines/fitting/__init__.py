"""Fitting of the tone models: run by hand, never by the pipeline or the dashboard."""
