"""What the study shows: pure functions, values in and one frozen result out."""
