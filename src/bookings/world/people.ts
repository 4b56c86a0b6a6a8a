/**
 * Who there is while the service runs: users, booking pages and their staff come, go and change roles. What becomes of
 * subscriptions is chosen, as nothing public says it: they belong to the mailbox and outlive whoever made them, but not
 * the page.
 */
import type { Random } from "../random.ts";
import { buildPage, buildService, buildStaff, buildUser, hoursOf, twice } from "./build.ts";
import { findPage, findService, findStaff, findUser } from "./lookups.ts";
import type { Page, PageSpec, Service, ServiceSpec, Staff, StaffSpec, User, UserSpec } from "./types.ts";
import { zoneOf } from "./zones.ts";

/** What changed, in a word, and whom it concerns. */
export interface PeopleChange {
  what:
    | "user-added"
    | "user-changed"
    | "user-removed"
    | "licence-given"
    | "licence-taken"
    | "page-added"
    | "page-changed"
    | "page-removed"
    | "service-added"
    | "service-changed"
    | "service-removed"
    | "member-added"
    | "member-changed"
    | "member-removed"
    | "people-restored";
  page?: string;
  user?: string;
}

/** What of a page can be changed while it is there; what is not named stays. Without spans, it is always open. */
export type PageChange = Partial<Pick<PageSpec, "name" | "timeZone" | "openingHours" | "locations">>;

export class People {
  readonly #users: Map<string, User>;
  readonly #pages: Map<string, Page>;
  readonly #random: Random;
  readonly #listeners: ((change: PeopleChange) => void)[] = [];
  #changes = 0;

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

  /** Changes a user; the sign-in name stays. @throws {InputError} `unknown-user` */
  changeUser(spec: UserSpec): User {
    const user = findUser(this.#users, spec.upn);
    const {
      name = user.name,
      tenantAdministrator = user.tenantAdministrator,
      licensed = user.licensed,
    } = spec;
    Object.assign(user, { name, tenantAdministrator, licensed });
    this.#tell({ what: "user-changed", user: user.upn });
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

  /** Changes a page. @throws {InputError} `unknown-page`, `unknown-time-zone`, `bad-hours` */
  changePage(smtp: string, change: PageChange): Page {
    const page = findPage(this.#pages, smtp);
    const zone = change.timeZone === undefined ? page.zone : zoneOf(change.timeZone || undefined);
    const hours =
      change.openingHours === undefined
        ? page.hours && { ...page.hours, zone }
        : hoursOf(change.openingHours.length === 0 ? undefined : change.openingHours, zone);
    const { name = page.name, locations = page.locations } = change;
    Object.assign(page, { name, locations, zone, hours });
    this.#tell({ what: "page-changed", page: page.smtp });
    return page;
  }

  /**
   * Adds a service to a page, or changes the one with this id; appointments that exist keep what they were booked with.
   * @throws {InputError} `unknown-page`, `unknown-service`, `unknown-staff`
   */
  setService(smtp: string, spec: ServiceSpec): Service {
    const page = findPage(this.#pages, smtp);
    const known = spec.id === undefined ? undefined : findService(page, spec.id);
    const service = buildService(spec, page.staff, page.smtp, this.#random);
    if (known) Object.assign(known, service);
    else page.services.push(service);
    this.#tell({ what: known ? "service-changed" : "service-added", page: page.smtp });
    return known ?? service;
  }

  /** Takes a service off a page; appointments that exist stay. @throws {InputError} `unknown-page`, `unknown-service` */
  removeService(smtp: string, id: string): void {
    const page = findPage(this.#pages, smtp);
    const service = findService(page, id);
    page.services = page.services.filter((one) => one !== service);
    this.#tell({ what: "service-removed", page: page.smtp });
  }

  /**
   * Remembers users, pages, their staff and services as they are now.
   * @returns brings them back: the same people and pages, so that appointments that name them see it. Subscriptions of a page that was
   * removed meanwhile stay ended.
   */
  remember(): () => void {
    const as = <T extends object>(one: T) => ({ one, was: { ...one } });
    const users = [...this.#users].map(([key, user]) => ({ key, ...as(user) }));
    const pages = [...this.#pages].map(([key, page]) => ({
      key,
      ...as(page),
      visitors: [...page.visitors],
      staff: [...page.staff].map(([email, member]) => ({ email, ...as(member) })),
      services: page.services.map(as),
    }));
    const changes = this.#changes;
    return () => {
      if (this.#changes === changes) return;
      this.#users.clear();
      for (const { key, one, was } of users) this.#users.set(key, Object.assign(one, was));
      this.#pages.clear();
      for (const { key, one, was, visitors, staff, services } of pages) {
        Object.assign(one, was);
        one.visitors.clear();
        for (const visitor of visitors) one.visitors.add(visitor);
        one.staff.clear();
        for (const { email, one: member, was: before } of staff)
          one.staff.set(email, Object.assign(member, before));
        one.services = services.map(({ one: service, was: before }) => Object.assign(service, before));
        this.#pages.set(key, one);
      }
      this.#tell({ what: "people-restored" });
    };
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
      // No hours at all: whenever the page is open.
      const open = spec.openingHours?.length === 0 ? { hours: undefined } : hours ? { hours } : {};
      Object.assign(known, changed, spec.id === undefined ? {} : { id }, open);
      this.#tell({ what: "member-changed", page: page.smtp, user: known.email });
      return known;
    }
    this.#makeUser(spec.email, page.tenant);
    const { openingHours, ...rest } = spec;
    const given = openingHours && openingHours.length > 0 ? spec : rest;
    const member = buildStaff(given, page.zone, this.#users, this.#random);
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
    this.#changes++;
    for (const listener of this.#listeners) listener(change);
  }
}
