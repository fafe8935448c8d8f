package dev.lockstep.embedded.qdrant.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rows of the embedded Qdrant's table, by their left cells, that a class covers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Row {
    String[] value();
}
