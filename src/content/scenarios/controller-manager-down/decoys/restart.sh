# An annotation in the template; nobody is there to read it.
kubectl rollout restart deployment/tracker -n fleet
