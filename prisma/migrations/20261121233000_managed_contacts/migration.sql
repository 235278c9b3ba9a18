-- Whom somebody has been added to as manager is read from the index alone, with every list.
DROP INDEX "contact_managers_user_id_idx";
CREATE INDEX "contact_managers_user_id_idx" ON "contact_managers" ("user_id") INCLUDE ("contact_id");
