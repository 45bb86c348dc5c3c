package eightweeks.week6.tls;

/** Whether clients must show a certificate: the values of tls-auth-clients. */
enum ClientAuthentication {
  /** They are not asked for one. */
  NO,
  /** They must show one, signed by an authority that the server trusts. */
  YES,
  /** They may show one; if they do, it must be good. */
  OPTIONAL
}
