# targetPort means nothing to a client of a headless Service: nobody translates.
kubectl patch service fares -n travel -p '{"spec":{"ports":[{"port":80,"targetPort":80}]}}'
