"""Markets: one good in partial equilibrium, one sector in general equilibrium, and GSIM."""
