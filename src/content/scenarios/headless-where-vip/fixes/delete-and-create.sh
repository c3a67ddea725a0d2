# A Service gets its address when it is made: so it is made anew, without None.
kubectl delete service fares -n travel
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: fares
  namespace: travel
spec:
  selector:
    app: fares
  ports:
    - name: http
      port: 80
      targetPort: 8080
END
