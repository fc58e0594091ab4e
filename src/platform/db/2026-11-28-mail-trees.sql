-- Nobody asks for letters by the person they went to.
DROP INDEX mail_person;
