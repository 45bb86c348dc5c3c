package eightweeks.study.simulate;

import eightweeks.week1.startup.Feature;
import java.util.List;

/**
 * The features that the machines of a simulation install.
 *
 * @param server those of a server
 * @param sentinel those of a Sentinel
 */
public record Weeks(List<Feature> server, List<Feature> sentinel) {}
