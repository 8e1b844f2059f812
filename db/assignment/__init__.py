"""Planning who gets which articles; pure, so that a plan is seen before it is written."""
