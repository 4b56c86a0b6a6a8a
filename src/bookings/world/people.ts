/**
 * Who there is while the service runs: users, booking pages and their staff come, go and change roles. What becomes of
 * subscriptions is chosen, as nothing public says it: they belong to the mailbox and outlive whoever made them, but not
 * the page.
 */
import type { Random } from "../random.ts";
import { buildPage, buildStaff, buildUser, twice } from "./build.ts";
import { findPage, findStaff, findUser } from "./lookups.ts";
import type { Page, PageSpec, Staff, StaffSpec, User, UserSpec } from "./types.ts";

/** What changed, in a word, and whom it concerns. */
export interface PeopleChange {
  what:
    | "user-added"
    | "user-removed"
    | "licence-given"
    | "licence-taken"
    | "page-added"
    | "page-removed"
    | "member-added"
    | "member-changed"
    | "member-removed";
  page?: string;
  user?: string;
}

export class People {
  readonly #users: Map<string, User>;
  readonly #pages: Map<string, Page>;
  readonly #random: Random;
  readonly #listeners: ((change: PeopleChange) => void)[] = [];

  constructor(users: Map<string, User>, pages: Map<string, Page>, random: Random) {
    this.#users = users;
    this.#pages = pages;
    this.#random = random;
  }

  onChange(listener: (change: PeopleChange) => void): void {
    this.#listeners.push(listener);
  }

  /** @throws {InputError} `named-twice` */
  addUser(spec: UserSpec): User {
    const key = spec.upn.toLowerCase();
    if (this.#users.has(key)) throw twice("user", spec.upn);
    const user = buildUser(spec, this.#random);
    this.#users.set(key, user);
    this.#tell({ what: "user-added", user: user.upn });
    return user;
  }

  /** The account is gone: its tokens no longer count. Its place on the staff of pages stays. @throws {InputError} `unknown-user` */
  removeUser(upn: string): void {
    const user = findUser(this.#users, upn);
    this.#users.delete(upn.toLowerCase());
    this.#tell({ what: "user-removed", user: user.upn });
  }

  /** Gives or takes the licence that includes Bookings. @throws {InputError} `unknown-user` */
  setLicence(upn: string, licensed: boolean): void {
    const user = findUser(this.#users, upn);
    user.licensed = licensed;
    this.#tell({ what: licensed ? "licence-given" : "licence-taken", user: user.upn });
  }

  /** Adds a page; staff who are no users become users. @throws {InputError} `named-twice`, and those of {@link buildPage} */
  addPage(spec: PageSpec): Page {
    const key = spec.smtp.toLowerCase();
    if (this.#pages.has(key)) throw twice("booking page", spec.smtp);
    for (const upn of [...(spec.admins ?? []), ...(spec.staff ?? []).map(({ email }) => email)])
      this.#makeUser(upn, spec.tenant);
    const page = buildPage(spec, this.#users, this.#random);
    this.#pages.set(key, page);
    this.#tell({ what: "page-added", page: page.smtp });
    return page;
  }

  /** Deletes a page with its mailbox: its subscriptions end, and nothing more is sent. @throws {InputError} `unknown-page` */
  removePage(smtp: string): void {
    const page = findPage(this.#pages, smtp);
    this.#pages.delete(smtp.toLowerCase());
    this.#tell({ what: "page-removed", page: page.smtp });
  }

  /** Adds a member to the staff of a page, or changes name or role of one. @throws {InputError} `unknown-page` */
  setMember(smtp: string, spec: StaffSpec): Staff {
    const page = findPage(this.#pages, smtp);
    const key = spec.email.toLowerCase();
    const known = page.staff.get(key);
    if (known) {
      const { id, hours, ...changed } = buildStaff(
        { ...spec, name: spec.name ?? known.name, role: spec.role ?? known.role },
        page.zone,
        this.#users,
        this.#random,
      );
      // The same person, so that appointments and services that name it see the change.
      Object.assign(known, changed, spec.id === undefined ? {} : { id }, hours ? { hours } : {});
      this.#tell({ what: "member-changed", page: page.smtp, user: known.email });
      return known;
    }
    this.#makeUser(spec.email, page.tenant);
    const member = buildStaff(spec, page.zone, this.#users, this.#random);
    page.staff.set(key, member);
    if (member.role === "administrator") page.visitors.add(key);
    this.#tell({ what: "member-added", page: page.smtp, user: member.email });
    return member;
  }

  /** Takes somebody off the staff; appointments that exist keep their hosts. @throws {InputError} `unknown-page`, `unknown-staff` */
  removeMember(smtp: string, email: string): void {
    const page = findPage(this.#pages, smtp);
    const member = findStaff(page, email);
    page.staff.delete(email.toLowerCase());
    page.visitors.delete(email.toLowerCase());
    for (const service of page.services) service.staff = service.staff.filter((host) => host !== member);
    this.#tell({ what: "member-removed", page: page.smtp, user: member.email });
  }

  #makeUser(upn: string, tenant: string | undefined): void {
    const key = upn.toLowerCase();
    if (!this.#users.has(key)) this.#users.set(key, buildUser({ upn, tenant }, this.#random));
  }

  #tell(change: PeopleChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
