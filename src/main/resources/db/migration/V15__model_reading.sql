-- How well embedding models read languages: measured once, by whichever process needs it first, with one edition of the sample.
-- It belongs to the model and to no tenant. Model ids change whenever the vectors do, so a row never becomes wrong.
CREATE TABLE model_reading (
    model               text             NOT NULL,
    language            text             NOT NULL,
    edition             integer          NOT NULL,
    first_share         double precision NOT NULL,
    reciprocal_rank     double precision NOT NULL,
    related_mean        double precision NOT NULL,
    related_deviation   double precision NOT NULL,
    unrelated_mean      double precision NOT NULL,
    unrelated_deviation double precision NOT NULL,
    measured_at         timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (model, language, edition)
);
