-- Whoever signs in by e-mail, or has it taken, is found by the index alone, in whatever case it was typed.
CREATE INDEX "users_email_in_any_case" ON "users" (lower("email"));
