package eightweeks.week3.geo;

/**
 * A place on the earth.
 *
 * @param longitude in degrees, east is positive
 * @param latitude in degrees, north is positive
 */
record Position(double longitude, double latitude) {}
