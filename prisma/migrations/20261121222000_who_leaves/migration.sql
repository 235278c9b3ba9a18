-- Invitations know whether they ask for a password (A4), and no record can be given to a user who has just been deleted (A7).

ALTER TABLE "activations" ADD COLUMN "needs_password" BOOLEAN NOT NULL DEFAULT false;

-- Whoever writes a record of a user holds the user's row first. One who is deleted at that moment is waited for, and the
-- record goes where the others went: to the user's responsible, or to whom that one's went.
CREATE FUNCTION heir_of(id uuid) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  responsible uuid;
  deleted timestamptz;
BEGIN
  LOOP
    SELECT u.responsible_id, u.deleted_at INTO responsible, deleted FROM users u WHERE u.id = heir_of.id FOR KEY SHARE;
    IF deleted IS NULL OR responsible IS NULL THEN RETURN id; END IF;
    id := responsible;
  END LOOP;
END $$;

CREATE FUNCTION owner_is_not_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.owner_id := heir_of(NEW.owner_id);
  RETURN NEW;
END $$;
CREATE TRIGGER "contacts_owner_is_not_deleted" BEFORE INSERT OR UPDATE OF "owner_id" ON "contacts"
  FOR EACH ROW EXECUTE FUNCTION owner_is_not_deleted();
CREATE TRIGGER "organizations_owner_is_not_deleted" BEFORE INSERT OR UPDATE OF "owner_id" ON "organizations"
  FOR EACH ROW WHEN (NEW.owner_id IS NOT NULL) EXECUTE FUNCTION owner_is_not_deleted();
CREATE TRIGGER "tickets_owner_is_not_deleted" BEFORE INSERT OR UPDATE OF "owner_id" ON "tickets"
  FOR EACH ROW EXECUTE FUNCTION owner_is_not_deleted();

CREATE FUNCTION meetings_user_is_not_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.user_id IS NULL THEN
    NEW.author_id := heir_of(NEW.author_id);
  ELSE
    NEW.user_id := heir_of(NEW.user_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "meetings_user_is_not_deleted_with_insert" BEFORE INSERT ON "meetings"
  FOR EACH ROW EXECUTE FUNCTION meetings_user_is_not_deleted();
-- every other change is made on a row that was locked and read before
CREATE TRIGGER "meetings_user_is_not_deleted_with_change" BEFORE UPDATE OF "user_id" ON "meetings"
  FOR EACH ROW WHEN (NEW.user_id IS DISTINCT FROM OLD.user_id) EXECUTE FUNCTION meetings_user_is_not_deleted();
