package dev.baton.testkit;

import java.util.Random;

/** What scripted providers answer where they are asked for embeddings. */
public final class Vectors {

    private Vectors() {}

    /** The vector of a text: the same for the same model at every provider, another one for every other model. */
    public static float[] of(String model, String text, int dimensions) {
        Random random = new Random((model + '\n' + text).hashCode());
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = 2 * random.nextFloat() - 1;
        }
        return vector;
    }
}
