"""Put small faults into the code, one at a time, and see which of them no test notices.

The faults are those of mutmut (a sign turned, < for <=, None for an argument, a number one more).
mutmut itself leaves decorated functions alone, hence every metric, and can neither take a sample
nor be told which tests to ask; so what is ours is the sample, the choice of tests, and the account.
"""
