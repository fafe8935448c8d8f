package dev.lockstep.features.search;

/**
 * The place that a leg has given to a point.
 *
 * @param rank from 1
 * @param score the leg's own: a cosine, or the sum of the matched terms' weights
 * @param evidence what the score says of the hit, on the scale that both legs share
 * @param weight of the leg in the fusion; 1 without one
 * @param contribution to the score that ranks
 */
public record Place(int rank, float score, HitSource source, double evidence, double weight, double contribution) {}
